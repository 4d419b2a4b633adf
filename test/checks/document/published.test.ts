import check from '../../../checks/document/published.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { document, page, wall } from '../../derive/web/documents.ts';
import { failed } from '../../derive/web/http-facts.ts';

const url = 'https://www.example.com/privacy';
const row = { kind: 'document.published', with: { url } } as const;
const given = (...documents: readonly ReturnType<typeof document>[]) => ({ 'web.documents': slice(...documents) });

testCheck('published', check, [
  {
    ...row,
    name: 'a page with text',
    given: given(document(url, page())),
    expect: 'pass',
    reasons: ['published'],
    says: [url, 'a page of'],
  },
  {
    ...row,
    name: 'a dead link',
    given: given(document(url, wall(404))),
    expect: 'fail',
    reasons: ['missing'],
    says: ['status 404'],
  },
  {
    ...row,
    name: 'a login in its place',
    given: given(document(url, page('<input type=password>'))),
    expect: 'fail',
    reasons: ['missing'],
    says: ['login'],
  },
  { ...row, name: 'a wall against robots', given: given(document(url, wall(403))), expect: 'unknown', says: ['403'] },
  { ...row, name: 'no answer in time', given: given(document(url, failed('timeout'))), expect: 'unknown' },
  { ...row, name: 'a name that is gone', given: given(document(url, failed('no-address'))), expect: 'unknown' },
  {
    ...row,
    name: 'the document of another claim is gone',
    given: given(document('https://www.example.com/terms', wall(404)), document(url, page())),
    expect: 'pass',
    reasons: ['published'],
  },
  {
    ...row,
    name: 'only the document of another claim was read',
    given: given(document('https://www.example.com/terms', page())),
    expect: 'notApplicable',
  },
  { ...row, name: 'nothing was read', given: {}, expect: 'notApplicable' },
]);
