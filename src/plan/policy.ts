/** A least-privilege IAM policy document: nothing but read actions, sorted. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly [
    { readonly Sid: string; readonly Effect: 'Allow'; readonly Action: readonly string[]; readonly Resource: '*' },
  ];
}

/**
 * The policy that lets a scan make the given calls. `Resource` is `*`: list and describe actions bear no resource, and the
 * names of what will be found are not known beforehand.
 */
export const policyDocument = (actions: readonly string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Sid: 'ClaimcheckRead', Effect: 'Allow', Action: [...new Set(actions)].sort(), Resource: '*' }],
});
