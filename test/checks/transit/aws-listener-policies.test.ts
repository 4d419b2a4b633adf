import check from '../../../checks/transit/aws-listener-policies.ts';
import { denied, failedSlice, slice, testCheck } from '../../check-tester.ts';
import { listener, sslPolicy } from '../aws-items.ts';

const kind = 'transit.encryption';
const external = { bits: 128, traffic: 'external' } as const;
const all = { bits: 128, traffic: 'all' } as const;
const tripleDes = sslPolicy({
  name: 'old',
  protocols: ['TLSv1', 'TLSv1.2'],
  suites: ['TLS_RSA_WITH_AES_256_CBC_SHA', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA'],
});
const classic = { kind: 'classic', protocol: 'SSL', balancer: 'arn:classic' } as const;
const given = (
  listeners: readonly Parameters<typeof listener>[0][],
  ...policies: readonly Parameters<typeof sslPolicy>[0][]
) => ({
  'aws.elb.listeners': slice(...listeners.map((one) => listener(one))),
  'aws.elb.ssl-policies': slice(...policies.map((one) => sslPolicy(one))),
});

testCheck('aws-listener-policies', check, [
  {
    name: 'HTTPS and TLS with a strong policy',
    kind,
    with: external,
    given: given([{}, { kind: 'network', protocol: 'TLS', port: 8443 }], {}),
    expect: 'pass',
    reasons: ['strong', 'strong'],
    says: ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 (128 bits; TLSv1.2, TLSv1.3)'],
  },
  {
    name: 'a policy with 3DES, which takes 112 bits to break',
    kind,
    with: external,
    given: given([{ policies: ['old'] }], {}, tripleDes),
    expect: 'fail',
    reasons: ['weak'],
    says: ['policy old of the HTTPS listener on port 443', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA (112 bits; TLSv1, TLSv1.2)'],
  },
  {
    name: 'which is enough for 112 bits',
    kind,
    with: { bits: 112, traffic: 'external' },
    given: given([{ policies: ['old'] }], tripleDes),
    expect: 'pass',
  },
  {
    name: '256 bits are claimed, 128 allowed',
    kind,
    with: { bits: 256, traffic: 'external' },
    given: given([{}], {}),
    expect: 'fail',
  },
  {
    name: 'weak for a TLS listener of a network load balancer',
    kind,
    with: external,
    given: given([{ kind: 'network', protocol: 'TLS', policies: ['old'] }], tripleDes),
    expect: 'fail',
  },
  {
    name: 'a policy that is not listed',
    kind,
    with: external,
    given: given([{ policies: ['ELBSecurityPolicy-2031-01'] }], {}),
    expect: 'unknown',
    reasons: ['gap.inconclusive'],
  },
  {
    name: 'one of that name in another region does not count',
    kind,
    with: external,
    given: given([{}], { region: 'eu-west-1' }),
    expect: 'unknown',
  },
  {
    name: 'nor one listed in another account',
    kind,
    with: external,
    given: given([{}], { account: '222222222222' }),
    expect: 'unknown',
  },
  {
    name: 'a suite that nobody knows beside strong ones',
    kind,
    with: external,
    given: given([{}], { suites: ['TLS_AES_256_GCM_SHA384', 'AES-OF-TOMORROW'] }),
    expect: 'unknown',
    says: ['AES-OF-TOMORROW'],
  },
  {
    name: 'beside a weak one',
    kind,
    with: external,
    given: given([{}], { protocols: tripleDes.protocols, suites: [...tripleDes.suites, 'AES-OF-TOMORROW'] }),
    expect: 'fail',
  },
  {
    name: 'the policy of a classic load balancer, beside one for cookies',
    kind,
    with: external,
    given: given([{ ...classic, policies: ['cookies', 'old'] }], { ...tripleDes, balancer: classic.balancer }),
    expect: 'fail',
    reasons: ['weak'],
  },
  {
    name: 'that of another classic load balancer does not count',
    kind,
    with: external,
    given: given([{ ...classic, policies: ['old'] }], { ...tripleDes, balancer: 'arn:another' }),
    expect: 'unknown',
    says: ['AWS lists no TLS policy of the SSL listener on port 443 of front (old)'],
  },
  {
    name: 'nor does one of its own count for others',
    kind,
    with: external,
    given: given([{ policies: ['old'] }], { ...tripleDes, balancer: classic.balancer }),
    expect: 'unknown',
  },
  {
    name: 'a policy that allows nothing known',
    kind,
    with: external,
    given: given([{}], { suites: [] }),
    expect: 'unknown',
    says: ['it allows nothing that is known'],
  },
  {
    name: 'a TLS listener without policy',
    kind,
    with: external,
    given: given([{ policies: [] }], {}),
    expect: 'unknown',
    says: ['without a name'],
  },
  {
    name: 'an internal listener is no external traffic',
    kind,
    with: external,
    given: given([{ internetFacing: false, policies: ['old'] }], tripleDes),
    expect: 'notApplicable',
  },
  {
    name: 'but part of all traffic',
    kind,
    with: all,
    given: given([{ internetFacing: false, policies: ['old'] }], tripleDes),
    expect: 'fail',
  },
  {
    name: 'plaintext listeners have no policy',
    kind,
    with: all,
    given: given(
      [
        { protocol: 'HTTP', port: 80, policies: [] },
        { protocol: 'TCP', port: 22, policies: [] },
      ],
      {},
    ),
    expect: 'notApplicable',
  },
  {
    name: 'policies could not be listed',
    kind,
    with: external,
    given: { ...given([{}]), 'aws.elb.ssl-policies': failedSlice(denied('elasticloadbalancing:DescribeSSLPolicies')) },
    expect: 'unknown',
  },
  {
    name: 'listeners could not be listed',
    kind,
    with: external,
    given: { 'aws.elb.listeners': failedSlice() },
    expect: 'unknown',
  },
  { name: 'no listener', kind, with: external, given: {}, expect: 'notApplicable' },
]);
