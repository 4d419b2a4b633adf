import { judgeSecurityTxt } from '../../src/derive/web/security-txt.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { endpoint } from '../../src/domain/finding.ts';

const FIX = 'Serve /.well-known/security.txt (RFC 9116) with Contact, Policy and an Expires date that lies ahead.';

export default defineCheck({
  title: 'A current security.txt says where to report vulnerabilities',
  why: 'A disclosure programme that nobody can find gets no reports.',
  decides: ['disclosure.policy'],
  needs: ['web.http'],
  reasons: {
    valid: {
      status: 'pass',
      text: '{endpoint} has a valid security.txt with {contacts} contact(s), valid until {expires}',
    },
    faulty: { status: 'pass', text: '{endpoint} has a security.txt with a contact, but with faults: {problems}' },
    expired: { status: 'fail', text: 'the security.txt of {endpoint} expired on {expires}', fix: FIX },
    useless: { status: 'fail', text: 'the security.txt of {endpoint} names no contact: {problems}', fix: FIX },
  },
  whenEmpty: 'no public endpoint is in scope',
  notShown: ['whether reports are read and answered', 'a policy at another address'],
  // A claim that names its policy's address is decided there.
  when: ({ url }) => url === null,
  evaluate: ({ 'web.http': sites }, _, say) => {
    const seen = sites.map((facts) => ({ facts, verdict: judgeSecurityTxt(facts.securityTxt, say.now) }));
    const isFile = ({ verdict }: (typeof seen)[number]): boolean =>
      verdict.file !== null && !verdict.problems.includes('invalid_media');
    const anyFile = seen.some(isFile);
    return seen.flatMap((one) => {
      const subject = endpoint(one.facts.endpoint);
      const { file, problems, valid } = one.verdict;
      if (file === null || !isFile(one)) {
        // One file speaks for the programme; without any, it may still be found elsewhere.
        const detail = `no security.txt is seen (${problems.join(', ')}); a policy elsewhere cannot be told from outside`;
        return anyFile ? [] : [say.unread(subject, { kind: 'inconclusive', detail })];
      }
      const name = { endpoint: one.facts.endpoint };
      const expires = one.verdict.expires ?? 'no readable day';
      const told = problems.join(', ');
      if (problems.includes('expired')) return [say.is(subject, 'expired', { ...name, expires })];
      if (file.contacts.length === 0) return [say.is(subject, 'useless', { ...name, problems: told })];
      if (!valid) return [say.is(subject, 'faulty', { ...name, problems: told })];
      return [say.is(subject, 'valid', { ...name, contacts: file.contacts.length, expires })];
    });
  },
});
