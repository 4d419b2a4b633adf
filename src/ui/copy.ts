import { showSubject } from './detail.ts';
import { windowIn } from './layout.ts';
import { activeList, type ListName, screenOf, shownRows, type UiState } from './state.ts';

const picked = <R>(rows: readonly R[], state: UiState, list: ListName): R | undefined =>
  rows[windowIn(state, list).index];

/** The row under the cursor of each list. */
export const pickedIn = {
  accounts: (state: UiState) => picked(shownRows.accounts(state), state, 'accounts'),
  scopes: (state: UiState) => picked(shownRows.scopes(state), state, 'scopes'),
  claims: (state: UiState) => picked(shownRows.claims(state), state, 'claims'),
  gaps: (state: UiState) => picked(shownRows.gaps(state), state, 'gaps'),
  findings: (state: UiState) => picked(shownRows.findings(state), state, 'findings'),
} as const;

const gapCopy = (state: UiState, id: string): string => {
  const gap = state.run.gaps.get(id);
  if (gap === undefined) return '';
  return gap.gap.kind === 'denied' ? gap.gap.action : gap.what;
};

const findingCopy = (state: UiState, claim: string, fingerprint: string): string => {
  const finding = state.run.findings.get(claim)?.find((candidate) => candidate.fingerprint === fingerprint);
  return finding === undefined ? '' : showSubject(finding.subject);
};

const claimCopy = (state: UiState, id: string): string => {
  const claim = state.run.claims.find((candidate) => candidate.id === id);
  return claim === undefined ? '' : `${claim.id}: ${claim.says}`;
};

/** What `c` copies: the name that a person would paste elsewhere. */
export const copyText = (state: UiState): string => {
  const screen = screenOf(state);
  if (screen.name === 'finding') return findingCopy(state, screen.claim, screen.fingerprint);
  if (screen.name === 'gap') return gapCopy(state, screen.id);
  if (screen.name === 'claim' && screen.pane === 'about') return claimCopy(state, screen.id);
  switch (activeList(state)) {
    case 'accounts': {
      const row = pickedIn.accounts(state);
      return row?.account ?? row?.label ?? '';
    }
    case 'scopes':
      return pickedIn.scopes(state)?.name ?? '';
    case 'claims':
      return claimCopy(state, pickedIn.claims(state)?.id ?? '');
    case 'gaps':
      return gapCopy(state, pickedIn.gaps(state)?.id ?? '');
    case 'findings': {
      const row = pickedIn.findings(state);
      return row === undefined ? '' : showSubject(row.finding.subject);
    }
    case null:
      return '';
  }
};
