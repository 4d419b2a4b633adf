import { z } from 'zod';
import type { Place, PortRange } from '../domain/kinds.ts';
import { formatDuration, parseDuration } from './duration.ts';
import { codec, type Parsed } from './parsed.ts';

/** A word list as a schema of non-empty lists. */
export const listOf = <T, W>(schema: z.ZodType<T, W>) => z.array(schema).min(1);

/** `6h`, `180d`, `1h30m`: seconds. */
export const duration = codec(
  z
    .string({ error: 'not a duration; write a number and a unit, such as "30m", "6h" or "180d"' })
    .meta({ examples: ['30m', '6h', '180d'] }),
  parseDuration,
  formatDuration,
);

/** A duration, or a whole number of seconds as in the header itself. */
export const maxAge = codec<number, string | number>(
  z.union([z.string(), z.int().positive()], { error: 'write a duration such as "180d", or whole seconds' }),
  (written) => (typeof written === 'number' ? { ok: true, value: written } : parseDuration(written)),
  formatDuration,
);

const PORT_HELP = 'not a port; write "tcp/443", "udp/53", "tcp/8000-8100", "tcp/*" or "icmp"';
const HIGHEST_PORT = 65_535;

const parsePorts = (written: string | number): Parsed<PortRange> => {
  if (typeof written === 'number') return { ok: true, value: { protocol: 'tcp', from: written, to: written } };
  if (written === 'icmp') return { ok: true, value: { protocol: 'icmp', from: 0, to: HIGHEST_PORT } };
  const match = /^(tcp|udp)\/(?:(\*)|(\d{1,5})(?:-(\d{1,5}))?)$/.exec(written);
  if (!match) return { ok: false, message: PORT_HELP };
  const [from, to] = match[2] === '*' ? [0, HIGHEST_PORT] : [Number(match[3]), Number(match[4] ?? match[3])];
  if (from > to) return { ok: false, message: `the range runs backwards; write "${match[1]}/${to}-${from}"` };
  if (to > HIGHEST_PORT) return { ok: false, message: 'the highest port is 65535' };
  return { ok: true, value: { protocol: match[1] === 'udp' ? 'udp' : 'tcp', from, to } };
};

/** Writes a port range as the claims file does: `tcp/443`, `udp/8000-8100`, `tcp/*`, `icmp`. */
export const formatPorts = ({ protocol, from, to }: PortRange): string => {
  if (protocol === 'icmp') return 'icmp';
  if (from === 0 && to === HIGHEST_PORT) return `${protocol}/*`;
  return from === to ? `${protocol}/${from}` : `${protocol}/${from}-${to}`;
};

/** `tcp/443`, `tcp/8000-8100`, `tcp/*`, `udp/53`, `icmp`, or a number for one TCP port. */
export const ports = codec<PortRange, string | number>(
  z
    .union([z.string(), z.int().min(0).max(HIGHEST_PORT)], { error: PORT_HELP })
    .meta({ examples: ['tcp/443', 'udp/53', 'tcp/8000-8100', 22] }),
  parsePorts,
  formatPorts,
);

const PREFIX = /^[0-9a-fA-F.:]+\/\d+$/;
const ADDRESS_LIKE = /^[0-9.]+$|^[0-9a-fA-F]*:[0-9a-fA-F:.]*$/;
const isCidr = (text: string) => z.cidrv4().safeParse(text).success || z.cidrv6().safeParse(text).success;

const parseCidr = (text: string): Parsed<Place> => {
  if (isCidr(text)) return { ok: true, value: { type: 'cidr', cidr: text } };
  const whole = text.includes('/') ? '' : `${text}/${text.includes(':') ? 128 : 32}`;
  if (isCidr(whole)) return { ok: true, value: { type: 'cidr', cidr: whole } };
  return { ok: false, message: 'not a CIDR block; write "10.0.0.0/8" or "2001:db8::/32"' };
};

const parsePlace = (text: string): Parsed<Place> => {
  if (PREFIX.test(text) || ADDRESS_LIKE.test(text)) return parseCidr(text);
  if (/^sg-[0-9A-Za-z-]+$/.test(text)) return { ok: true, value: { type: 'security-group', id: text } };
  if (/^pl-[0-9A-Za-z-]+$/.test(text)) return { ok: true, value: { type: 'prefix-list', id: text } };
  if (/^vpc-[0-9A-Za-z-]+$/.test(text)) return { ok: true, value: { type: 'vpc', id: text } };
  return { ok: true, value: { type: 'name', name: text } };
};

const formatPlace = (place: Place): string => {
  if (place.type === 'cidr') return place.cidr;
  return place.type === 'name' ? place.name : place.id;
};

/** A CIDR block or address, a `sg-`, `pl-` or `vpc-` id, or the name of an environment or security group. */
export const place = codec<Place, string>(z.string().min(1).max(255), parsePlace, formatPlace);

const parseUrl = (text: string): Parsed<string> => {
  const message = 'not an https address; write it whole, such as "https://example.com/security"';
  if (!/^https:\/\/[^\s]+$/i.test(text)) return { ok: false, message };
  try {
    const url = new URL(text);
    return url.username === '' && url.password === ''
      ? { ok: true, value: url.href }
      : { ok: false, message: 'an address must not hold a password' };
  } catch {
    return { ok: false, message };
  }
};

/** An https address, normalised by the URL standard. */
export const httpsUrl = codec(z.string().max(2_048), parseUrl, (url: string) => url);

const parseFingerprint = (text: string): Parsed<string> => {
  const digits = text.replaceAll(' ', '').replace(/^0x/i, '').toUpperCase();
  if (/^(?:[0-9A-F]{40}|[0-9A-F]{64})$/.test(digits)) return { ok: true, value: digits };
  return { ok: false, message: 'not a key fingerprint; write all 40 (or 64) hex digits' };
};

/** An OpenPGP v4 (40 hex digits) or v6 (64) fingerprint; spaces do not matter. */
export const fingerprint = codec(z.string().max(128), parseFingerprint, (digits: string) => digits);

/** A day that the calendar has. */
export const day = z.iso.date({ error: 'not a calendar day; write YYYY-MM-DD' });

/** A line of text that a person wrote. */
export const words = (longest: number) => z.string().trim().min(1).max(longest);

const ACCOUNT_HELP = 'not an account id; write twelve digits in quotes, such as "111122223333"';

/** An AWS account id. Unquoted it would be a number, and lose leading zeros. */
export const accountId = z.string({ error: ACCOUNT_HELP }).regex(/^\d{12}$/, { error: ACCOUNT_HELP });
