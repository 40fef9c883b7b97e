// SPDX-License-Identifier: Apache-2.0
// A sign beside the word of a state, so that colour is never the only cue.
const ofStates: Record<string, string> = {
  registered: '○', verified: '◐', accepted: '●', not_accepted: '✕', replied: '✓', closed: '■', need_info: '…', withdrawn: '↩',
};
export const stateSign = (state: string) => ofStates[state] ?? '○';

const ofLevels: Record<string, string> = { notice: '○', warning: '◆', yellow: '▲', red: '■' };
export const levelSign = (level: string) => ofLevels[level] ?? '○';

export const kioskSigns = { online: '●', silent: '▲', unheard: '○', revoked: '✕' };

const ofStages: Record<string, string> = {
  received: '○', accepted: '◔', supplement: '…', reviewing: '◐', decided: '●', completed: '✓', returned: '↩',
};
export const stageSign = (stage: string) => ofStages[stage] ?? '○';
