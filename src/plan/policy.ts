interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: '*' | readonly string[];
}

/** A least-privilege IAM policy document: nothing but read actions, sorted. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** One action, and the resources it is asked for; none = everything. */
export interface Right {
  readonly action: string;
  readonly resources: readonly string[];
}

const sorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

/**
 * The policy that lets a scan make the given calls. `Resource` is `*`: list and describe actions bear no resource, and the
 * names of what will be found are not known beforehand. An action that would allow more than what is read stands apart, on what is read.
 */
export const policyDocument = (rights: readonly Right[]): PolicyDocument => {
  const wide = rights.filter(({ resources }) => resources.length === 0);
  const narrow = rights.filter(({ resources }) => resources.length > 0);
  const everywhere: Statement = {
    Sid: 'ClaimcheckRead',
    Effect: 'Allow',
    Action: sorted(wide.map(({ action }) => action)),
    Resource: '*',
  };
  const apart = sorted(narrow.map(({ action }) => action)).map(
    (action): Statement => ({
      Sid: `ClaimcheckRead${action.replaceAll(/[^A-Za-z0-9]/g, '')}`,
      Effect: 'Allow',
      Action: [action],
      Resource: sorted(narrow.filter((right) => right.action === action).flatMap(({ resources }) => resources)),
    }),
  );
  return { Version: '2012-10-17', Statement: [everywhere, ...apart] };
};
