import { judgeDocument } from '../../src/derive/web/document.ts';
import { documentGap } from '../../src/derive/web/gaps.ts';
import { defineCheck } from '../../src/domain/check.ts';
import { endpoint } from '../../src/domain/finding.ts';

export default defineCheck({
  title: 'The document can be read by anybody at the address that the page names',
  why: 'A policy that is behind a login, an error page or a dead link is not published.',
  decides: ['document.published'],
  needs: ['web.documents'],
  reasons: {
    published: { status: 'pass', text: '{url} answers over HTTPS with {what}' },
    missing: {
      status: 'fail',
      text: '{url} is no published document: {why}',
      fix: 'Publish the document there, with status 200, over HTTPS and without a login, or correct the address.',
    },
  },
  whenEmpty: 'no document was looked at',
  notShown: ['what the document says, and whether it is kept'],
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
