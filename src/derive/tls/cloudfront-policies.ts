import type { Distribution, SslPolicy } from '../../domain/aws.ts';

/** What a security policy lets viewers negotiate. */
export type AllowedTls = Pick<SslPolicy, 'name' | 'protocols' | 'suites'>;

const ecdhe = (...ciphers: readonly string[]): readonly string[] =>
  ['ECDHE_ECDSA', 'ECDHE_RSA'].flatMap((exchange) => ciphers.map((cipher) => `TLS_${exchange}_WITH_${cipher}`));

const tls13 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'];

/** What each policy allows beyond the next stricter one, strictest first. */
const steps: readonly (readonly [policy: string, protocols: readonly string[], suites: readonly string[]])[] = [
  ['TLSv1.3_2025', ['TLSv1.3'], tls13],
  ['TLSv1.2_2025', ['TLSv1.2'], ecdhe('AES_128_GCM_SHA256', 'AES_256_GCM_SHA384')],
  ['TLSv1.2_2021', [], ecdhe('CHACHA20_POLY1305_SHA256')],
  ['TLSv1.2_2019', [], ecdhe('AES_128_CBC_SHA256', 'AES_256_CBC_SHA384')],
  [
    'TLSv1.2_2018',
    [],
    ['TLS_RSA_WITH_AES_128_GCM_SHA256', 'TLS_RSA_WITH_AES_256_GCM_SHA384', 'TLS_RSA_WITH_AES_128_CBC_SHA256'],
  ],
  [
    'TLSv1.1_2016',
    ['TLSv1.1'],
    [...ecdhe('AES_128_CBC_SHA', 'AES_256_CBC_SHA'), 'TLS_RSA_WITH_AES_256_CBC_SHA', 'TLS_RSA_WITH_AES_128_CBC_SHA'],
  ],
  ['TLSv1_2016', ['TLSv1'], []],
  ['TLSv1', [], ['TLS_RSA_WITH_3DES_EDE_CBC_SHA']],
  ['SSLv3', ['SSLv3'], ['TLS_RSA_WITH_RC4_128_MD5']],
];

/**
 * CloudFront's security policies with their protocols and suites. Amazon CloudFront Developer Guide, "Supported protocols
 * and ciphers between viewers and CloudFront", as of 2025 with TLSv1.2_2025 and TLSv1.3_2025. AWS's table leaves open to us
 * whether both of these take ChaCha20 in TLS 1.3; here they may, which changes no number of bits.
 */
const policies: ReadonlyMap<string, AllowedTls> = new Map(
  steps.map(([name], at) => {
    const allowed = steps.slice(0, at + 1);
    return [
      name,
      {
        name,
        protocols: allowed.flatMap(([, protocols]) => protocols),
        suites: allowed.flatMap(([, , suites]) => suites),
      },
    ];
  }),
);

/** What a distribution with the certificate of `*.cloudfront.net` has, whatever is set (API reference, ViewerCertificate). */
const defaultPolicy = 'TLSv1';

/** The policy that viewers of a distribution meet; null: one that is not told, or that nobody knows. */
export const viewerPolicy = ({ viewer }: Distribution): AllowedTls | null => {
  if (viewer === null) return null;
  const name = viewer.defaultCertificate ? defaultPolicy : viewer.policy;
  return name === null ? null : (policies.get(name) ?? null);
};
