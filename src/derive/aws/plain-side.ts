import type { Listener } from '../../domain/aws.ts';
import type { Place } from '../../domain/finding.ts';
import type { NamedDoor, NameWay } from './name-doors.ts';
import { doorText } from './name-doors.ts';

/** What the account's own settings say of plaintext at a door. */
export interface PlainSide {
  /** `open`: they do not tell. */
  readonly status: 'serves' | 'redirects' | 'closed' | 'open';
  readonly text: string;
  /** ARNs of what says so. */
  readonly ids: readonly string[];
  /** Where they live. */
  readonly places: readonly Place[];
}

type Side = Omit<PlainSide, 'places'>;

const httpPort = 80;

const listenerSide = (listener: Listener, door: string): Side => {
  const { protocol, redirectsToHttps: redirects, id } = listener;
  const say = (status: PlainSide['status'], text: string): Side => ({ status, text, ids: [id] });
  if (protocol !== 'HTTP') return say('open', `${door} passes on what comes to port 80 (${protocol})`);
  if (redirects?.ok === false) return say('open', `the rules of the HTTP listener of ${door} could not be read`);
  return redirects?.value === true
    ? say('redirects', `the HTTP listener of ${door} only redirects to HTTPS`)
    : say('serves', `the HTTP listener of ${door} does not redirect to HTTPS`);
};

const sideOf = (door: NamedDoor, listeners: readonly Listener[]): Side => {
  const text = doorText(door);
  switch (door.type) {
    case 'load-balancer': {
      const own = listeners.find(({ balancer, port }) => balancer === door.is.id && port === httpPort);
      return own === undefined
        ? { status: 'closed', text: `${text} has no listener on port 80`, ids: [door.is.id] }
        : listenerSide(own, text);
    }
    case 'distribution': {
      const ids = [door.is.id];
      const behaviors = door.is.behaviors ?? [];
      const plain = behaviors.find(({ policy }) => policy === 'allow-all');
      if (plain) return { status: 'serves', text: `${text} allows viewers HTTP for ${plain.path}`, ids };
      return behaviors.length > 0 && behaviors.every(({ policy }) => policy !== null)
        ? { status: 'redirects', text: `${text} allows viewers HTTPS only`, ids }
        : { status: 'open', text: `what ${text} allows viewers is not told`, ids };
    }
    case 'api':
      // API Gateway FAQ, "Can I create HTTPS endpoints?": all of its endpoints are HTTPS, none is HTTP.
      return { status: 'closed', text: `${text} has HTTPS endpoints only`, ids: [door.is.id] };
  }
};

const order = ['serves', 'open', 'redirects', 'closed'] as const;

/** What the settings of all doors that a name leads to say together: the worst decides. null: it leads to none. */
export const plainSide = (ways: readonly NameWay[], listeners: readonly Listener[]): PlainSide | null => {
  const sides = ways.map(({ door }) => sideOf(door, listeners));
  const status = order.find((one) => sides.some((side) => side.status === one));
  if (status === undefined) return null;
  return {
    status,
    text: sides.map(({ text }) => text).join('; '),
    ids: sides.flatMap(({ ids }) => ids),
    places: ways.map(({ door: { is } }) => ({ account: is.account, region: is.region })),
  };
};
