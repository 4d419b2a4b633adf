import type { Row } from '../check-tester.ts';
import { slice } from '../check-tester.ts';
import { document, page, wall } from '../derive/web/documents.ts';
import { failed } from '../derive/web/http-facts.ts';

type PublishedKind = 'disclosure.policy' | 'document.published';

/** What a document must be to count as published: alike for whatever is to be published at this address. */
export const publishedRows = <K extends PublishedKind>(
  claim: Pick<Row<K, 'web.documents'>, 'kind' | 'with'>,
  url: string,
): readonly Row<K, 'web.documents'>[] => {
  const given = (...documents: readonly ReturnType<typeof document>[]) => ({ 'web.documents': slice(...documents) });
  const elsewhere = 'https://www.example.com/terms';
  return [
    {
      ...claim,
      name: 'a page with text',
      given: given(document(url, page())),
      expect: 'pass',
      reasons: ['published'],
      says: [url, 'a page of'],
    },
    {
      ...claim,
      name: 'a dead link',
      given: given(document(url, wall(404))),
      expect: 'fail',
      reasons: ['missing'],
      says: [url, 'status 404'],
    },
    {
      ...claim,
      name: 'a login in its place',
      given: given(document(url, page('<input type=password>'))),
      expect: 'fail',
      reasons: ['missing'],
      says: ['login'],
    },
    {
      ...claim,
      name: 'a wall against robots',
      given: given(document(url, wall(403))),
      expect: 'unknown',
      says: ['403'],
    },
    { ...claim, name: 'no answer in time', given: given(document(url, failed('timeout'))), expect: 'unknown' },
    { ...claim, name: 'a name that is gone', given: given(document(url, failed('no-address'))), expect: 'unknown' },
    {
      ...claim,
      name: 'the document of another claim is gone',
      given: given(document(elsewhere, wall(404)), document(url, page())),
      expect: 'pass',
      reasons: ['published'],
    },
    {
      ...claim,
      name: 'only the document of another claim was read',
      given: given(document(elsewhere, page())),
      expect: 'notApplicable',
    },
    { ...claim, name: 'nothing was read', given: {}, expect: 'notApplicable' },
  ];
};
