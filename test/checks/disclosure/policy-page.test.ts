import check from '../../../checks/disclosure/policy-page.ts';
import { testCheck } from '../../check-tester.ts';
import { publishedRows } from '../published-rows.ts';

const url = 'https://www.example.com/security';

testCheck('policy-page', check, publishedRows({ kind: 'disclosure.policy', with: { url } }, url));
