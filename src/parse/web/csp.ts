/** One Content-Security-Policy: directive name -> its values, all in lower case. Of repeated directives the first counts. */
export type CspPolicy = ReadonlyMap<string, readonly string[]>;

/** Reads the policies of Content-Security-Policy field lines (CSP Level 3 section 2.2); all of them apply at once. */
export const parseCsp = (lines: readonly string[]): readonly CspPolicy[] =>
  lines
    .flatMap((line) => line.split(','))
    .map((text) => {
      const policy = new Map<string, readonly string[]>();
      for (const part of text.split(';')) {
        const [name, ...values] = part
          .toLowerCase()
          .split(/[\t\n\f\r ]/)
          .filter((word) => word !== '');
        if (name !== undefined && !policy.has(name)) policy.set(name, values);
      }
      return policy;
    })
    .filter((policy) => policy.size > 0);

/** The sources that govern a kind of content: the directive's own, else default-src; null: anything goes. */
export const cspSources = (policy: CspPolicy, directive: string): readonly string[] | null =>
  policy.get(directive) ?? policy.get('default-src') ?? null;
