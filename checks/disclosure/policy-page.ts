import { judgeDocument } from '../../src/derive/web/document.ts';
import { documentGap } from '../../src/derive/web/gaps.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { endpoint } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'The disclosure policy can be read at the address that the page names',
  why: 'Whoever finds a weakness reports it only where the rules can be read without a login.',
  decides: ['disclosure.policy'],
  needs: ['web.documents'],
  reasons: {
    published: { status: 'pass', text: 'the disclosure policy is at {url}: {what}' },
    missing: {
      status: 'fail',
      text: '{url} is no published policy: {why}',
      fix: 'Publish the policy there, with status 200, over HTTPS and without a login, or correct the address.',
    },
  },
  whenEmpty: 'no policy page was looked at',
  notShown: ['what the policy says', 'whether reports are read and answered'],
  when: ({ url }) => url !== null,
  evaluate: ({ 'web.documents': documents }, _, say) =>
    documents.map((document) => {
      const { url, sha256 } = document;
      const subject = endpoint(document.endpoint);
      const { status, because } = judgeDocument(document);
      if (status === 'unseen') return say.unread(subject, documentGap(document, because));
      return status === 'published'
        ? say.is(subject, 'published', { url, what: because }, { measured: { sha256 } })
        : say.is(subject, 'missing', { url, why: because });
    }),
});
