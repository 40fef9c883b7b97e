// SPDX-License-Identifier: Apache-2.0
/** Which pictures in the console's README show a page, by its name in router.ts: the two themes and languages in turn. */
export const picturesOf = {
  'sign-in': ['sign-in-zh-light'], password: ['password-en-dark'], me: ['me-zh-light'],
  today: ['today-zh-light'], tickets: ['list-en-dark'], ticket: ['ticket-zh-light'], calls: ['desk-zh-light'], callbacks: ['callbacks-en-light'], samples: ['samples-en-dark'],
  cases: ['cases-zh-light'], case: ['case-linked-zh-light'], ratings: ['ratings-en-dark'],
  board: ['board-zh-light'], cards: ['cards-en-light'], notices: ['notices-zh-light'], papers: ['papers-en-light'], paper: ['paper-zh-light', 'bulletin-zh-light'],
  issues: ['issues-en-dark'], points: ['points-en-dark'], pictures: ['pictures-zh-light', 'pictures-en-dark'], kiosks: ['kiosks-zh-light'],
  calendar: ['calendar-zh-light'], rules: ['rules-en-light'], registry: ['registry-zh-light'], accounts: ['accounts-zh-light'], journal: ['journal-en-light'], parked: ['parked-zh-light'],
};
