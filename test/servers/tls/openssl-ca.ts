import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, launch, type Running } from './real-servers.ts';

/** An authority of the OpenSSL command line, with a web server for what its certificates point to, and an OCSP responder. */
export type OpensslCa = {
  readonly folder: string;
  readonly rootPem: string;
  /** Where lists and certificates are served. */
  readonly web: string;
  readonly responder: string;
  readonly path: (name: string) => string;
  readonly openssl: (...args: readonly string[]) => Buffer;
  /** `name.pem` and `name.key`, by the intermediate authority unless told otherwise; lines are of an extension section. */
  readonly issue: (name: string, extensions: readonly string[], more?: Issue) => void;
  /** A server with the leaf `name`, sending the intermediate too, and a staple from `name.ocsp` if there is one to send. */
  readonly serve: (name: string, options?: Serve) => Promise<Running>;
  /** Publishes the list of an authority at `<web>/<by>.crl`. */
  readonly publishList: (by?: string) => void;
  /** Starts the responder, with what was issued until now. */
  readonly respond: () => Promise<void>;
  /** Writes the response for the leaf `name` to `file`. */
  readonly staple: (name: string, file: string, ...more: readonly string[]) => void;
  readonly stop: () => void;
};

type Issue = {
  /** `int` unless told otherwise; its own name for a root. */
  readonly by?: string;
  readonly state?: 'valid' | 'revoked';
  readonly days?: number;
  readonly key?: string;
};
type Serve = { readonly chain?: readonly string[]; readonly staple?: string };

const INDEX_DAY = '260101000000Z';

export async function opensslCa(): Promise<OpensslCa> {
  const folder = mkdtempSync(join(tmpdir(), 'claimcheck-ca-'));
  const path = (name: string): string => join(folder, name);
  const openssl = (...args: readonly string[]): Buffer =>
    execFileSync('openssl', [...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const served = createServer((request, response) => {
    try {
      response.end(readFileSync(path((request.url ?? '/').slice(1))));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => served.listen(0, '127.0.0.1', resolve));
  const address = served.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const responderPort = await freePort();
  const index: string[] = [];
  let serial = 0x1000;

  const issue: OpensslCa['issue'] = (name, extensions, { by = 'int', state = 'valid', days = 90, key } = {}) => {
    serial++;
    writeFileSync(path(`${name}.ext`), extensions.join('\n'));
    if (key === undefined) openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${name}.key`);
    const keyFile = key ?? `${name}.key`;
    openssl('req', '-new', '-key', keyFile, '-subj', `/CN=${name}`, '-out', `${name}.csr`);
    const signer = by === name ? ['-signkey', keyFile] : ['-CA', `${by}.pem`, '-CAkey', `${by}.key`];
    const number = ['-set_serial', `0x${serial.toString(16)}`, '-days', String(days), '-extfile', `${name}.ext`];
    openssl('x509', '-req', '-in', `${name}.csr`, ...signer, ...number, '-out', `${name}.pem`);
    const revoked = state === 'revoked' ? `${INDEX_DAY},keyCompromise` : '';
    index.push(
      `${state === 'revoked' ? 'R' : 'V'}\t491231235959Z\t${revoked}\t${serial.toString(16)}\tunknown\t/CN=${name}`,
    );
    writeFileSync(path('index.txt'), `${index.join('\n')}\n`);
  };

  const authority = ['basicConstraints=critical,CA:true', 'keyUsage=critical,keyCertSign,cRLSign'];
  issue('root', authority, { by: 'root' });
  issue('int', [...authority, `crlDistributionPoints=URI:http://127.0.0.1:${address.port}/root.crl`], { by: 'root' });
  issue('ocsp', ['extendedKeyUsage=OCSPSigning', 'noCheck=yes']);
  const responder = { stop: (): void => undefined };

  return {
    folder,
    path,
    openssl,
    issue,
    rootPem: readFileSync(path('root.pem'), 'utf8'),
    web: `http://127.0.0.1:${address.port}`,
    responder: `http://127.0.0.1:${responderPort}`,
    serve: async (name, { chain = ['int'], staple } = {}) => {
      const port = await freePort();
      const sent = chain.map((one) => readFileSync(path(`${one}.pem`), 'utf8')).join('');
      writeFileSync(path(`${name}.chain`), sent);
      const stapled = staple === undefined ? [] : ['-status_file', path(staple)];
      const more = chain.length === 0 ? [] : ['-cert_chain', path(`${name}.chain`)];
      const files = ['-cert', path(`${name}.pem`), '-key', path(`${name}.key`)];
      return launch('openssl', ['s_server', '-accept', String(port), ...files, ...more, ...stapled, '-quiet'], port);
    },
    staple: (name, file, ...more) => {
      const signer = ['-rsigner', 'ocsp.pem', '-rkey', 'ocsp.key', '-CA', 'int.pem', '-index', 'index.txt'];
      openssl('ocsp', '-issuer', 'int.pem', '-cert', `${name}.pem`, '-reqout', `${name}.req`, '-no_nonce');
      openssl('ocsp', '-reqin', `${name}.req`, ...signer, '-respout', file, '-ndays', '7', ...more);
    },
    publishList: (by = 'int') => {
      writeFileSync(path('empty.txt'), '');
      const database = by === 'int' ? 'index.txt' : 'empty.txt';
      const lines = ['[ca]', 'default_ca=x', '[x]', `database=${database}`, 'default_md=sha256', 'default_crl_days=7'];
      writeFileSync(path('ca.cnf'), lines.join('\n'));
      const files = ['-config', 'ca.cnf', '-cert', `${by}.pem`, '-keyfile', `${by}.key`];
      openssl('ca', '-gencrl', ...files, '-out', `${by}.crl.pem`);
      openssl('crl', '-in', `${by}.crl.pem`, '-outform', 'DER', '-out', `${by}.crl`);
    },
    respond: async () => {
      const signer = ['-rsigner', path('ocsp.pem'), '-rkey', path('ocsp.key'), '-CA', path('int.pem')];
      const args = ['ocsp', '-port', String(responderPort), '-index', path('index.txt'), '-ndays', '7', ...signer];
      const child = spawn('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
      // A connection that sends nothing, as one that only tries the port, would keep it busy for good.
      await new Promise<void>((resolve, reject) => {
        child.once('exit', (code) => reject(new Error(`openssl ocsp ended with ${code}`)));
        child.stderr.on('data', (text) => String(text).includes('waiting') && resolve());
      });
      responder.stop = () => void child.kill();
    },
    stop: () => {
      served.close();
      responder.stop();
    },
  };
}
