import check from '../../../checks/document/published.ts';
import { testCheck } from '../../check-tester.ts';
import { publishedRows } from '../published-rows.ts';

const url = 'https://www.example.com/privacy';

testCheck('published', check, publishedRows({ kind: 'document.published', with: { url } }, url));
