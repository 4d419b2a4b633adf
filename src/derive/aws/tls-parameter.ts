/** The database parameter that makes an engine refuse plaintext connections, and the values that turn it on. */
export interface TlsParameter {
  readonly name: string;
  readonly on: readonly string[];
  /** What holds where the group sets no value; null: the answer should name one. */
  readonly byDefault: 'off' | null;
}

/**
 * By engine; null for engines that have no such parameter (Oracle and Db2 use option groups and server settings).
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
export const tlsParameterOf = (engine: string): TlsParameter | null => {
  if (/^(aurora-postgresql|postgres|sqlserver-)/.test(engine))
    return { name: 'rds.force_ssl', on: ['1'], byDefault: null };
  if (/^(aurora-mysql|aurora|mysql|mariadb)$/.test(engine)) {
    return { name: 'require_secure_transport', on: ['1', 'ON', 'on'], byDefault: 'off' };
  }
  if (engine === 'docdb') return { name: 'tls', on: ['enabled', 'tls1.2+', 'tls1.3+', 'fips-140-3'], byDefault: null };
  if (engine === 'neptune') return { name: 'neptune_enforce_ssl', on: ['1'], byDefault: null };
  return null;
};
