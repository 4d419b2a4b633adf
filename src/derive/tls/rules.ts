import type { GradeRule } from './rule.ts';
import { compatibilityRules } from './rules-compatibility.ts';
import { failRules } from './rules-fail.ts';
import { trustRules } from './rules-trust.ts';
import { warningRules } from './rules-warning.ts';

export const RULES: readonly GradeRule[] = [...failRules, ...trustRules, ...compatibilityRules, ...warningRules];
