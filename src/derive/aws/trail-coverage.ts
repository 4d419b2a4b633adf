import type { Instant, RegionTrails, Trail } from '../../domain/aws.ts';
import type { Gap } from '../../domain/gap.ts';

/** How well the trails that reach a region record what is done there; the best of them counts. */
export type TrailCoverage =
  | { readonly is: 'recorded'; readonly trail: Trail }
  | { readonly is: 'unread'; readonly gap: Gap }
  | { readonly is: 'none' }
  | { readonly is: 'lacking'; readonly trail: Trail; readonly lack: string };

const day = 24 * 3_600_000;

/** A trail covers its home region, or all of them. Status and selectors are told in the home region alone. */
export const trailCoverage = (at: RegionTrails, all: readonly RegionTrails[], now: Instant): TrailCoverage => {
  if (!at.trails.ok) return { is: 'unread', gap: at.trails.gap };
  const reaching = at.trails.value.filter(({ multiRegion, homeRegion }) => multiRegion || homeRegion === at.region);
  const judged = reaching.map((trail) => judge(withStatus(trail, all), now));
  return (
    judged.find(({ is }) => is === 'recorded') ??
    judged.find(({ is }) => is === 'unread') ??
    judged.find(({ is }) => is === 'lacking') ?? { is: 'none' }
  );
};

const withStatus = (trail: Trail, all: readonly RegionTrails[]): Trail =>
  trail.status !== null
    ? trail
    : (all
        .flatMap(({ trails }) => (trails.ok ? trails.value : []))
        .find(({ arn, status }) => arn === trail.arn && status !== null) ?? trail);

const judge = (trail: Trail, now: Instant): TrailCoverage => {
  const { status, allManagementEvents: events, validation, arn, homeRegion } = trail;
  const lacking = (lack: string): TrailCoverage => ({ is: 'lacking', trail, lack });
  if (!validation) return lacking('does not validate its log files');
  if (status === null || events === null) {
    const detail = `status of trail ${arn} is told in its home region ${homeRegion} of its own account, which was not read`;
    return { is: 'unread', gap: { kind: 'inconclusive', detail } };
  }
  if (status.ok && !status.value.logging) return lacking('is stopped');
  if (status.ok && status.value.deliveryError !== null) return lacking(`cannot deliver: ${status.value.deliveryError}`);
  if (events.ok && !events.value) return lacking('leaves out management events');
  if (!status.ok) return { is: 'unread', gap: status.gap };
  if (!events.ok) return { is: 'unread', gap: events.gap };
  const { lastDelivery } = status.value;
  if (lastDelivery === null)
    return { is: 'unread', gap: { kind: 'inconclusive', detail: `trail ${arn} has delivered nothing yet` } };
  return now - lastDelivery > day ? lacking('has delivered nothing for more than a day') : { is: 'recorded', trail };
};
