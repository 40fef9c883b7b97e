// SPDX-License-Identifier: Apache-2.0
import { nextTick } from 'vue';
import { createRouter, createWebHistory, START_LOCATION } from 'vue-router';
import SignIn from './pages/SignIn.vue';
import { current, resume } from './session';

// Pages come in pieces of their own, so that signing in does not wait for all of them.
export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: '/today' },
    { path: '/sign-in', name: 'sign-in', component: SignIn },
    { path: '/password', name: 'password', component: () => import('./pages/SetPassword.vue') },
    { path: '/today', name: 'today', component: () => import('./pages/TodayPage.vue') },
    { path: '/tickets', name: 'tickets', component: () => import('./pages/TicketList.vue') },
    { path: '/callbacks', name: 'callbacks', component: () => import('./pages/CallbackList.vue') },
    { path: '/cases', name: 'cases', component: () => import('./pages/CaseList.vue') },
    { path: '/cases/:no', name: 'case', component: () => import('./pages/CasePage.vue'), props: true },
    { path: '/ratings', name: 'ratings', component: () => import('./pages/RatingList.vue') },
    { path: '/tickets/:id', name: 'ticket', component: () => import('./pages/TicketPage.vue'), props: true },
    { path: '/papers', name: 'papers', component: () => import('./pages/PaperList.vue') },
    { path: '/papers/:id', name: 'paper', component: () => import('./pages/PaperPage.vue'), props: true },
    { path: '/calls', name: 'calls', component: () => import('./pages/CallDesk.vue') },
    { path: '/cards', name: 'cards', component: () => import('./pages/CardList.vue') },
    { path: '/board', name: 'board', component: () => import('./pages/BoardPage.vue') },
    { path: '/notices', name: 'notices', component: () => import('./pages/NoticeList.vue') },
    { path: '/samples', name: 'samples', component: () => import('./pages/SampleList.vue') },
    { path: '/issues', name: 'issues', component: () => import('./pages/IssueList.vue') },
    { path: '/points', name: 'points', component: () => import('./pages/PointList.vue') },
    { path: '/kiosks', name: 'kiosks', component: () => import('./pages/KioskList.vue') },
    { path: '/parked', name: 'parked', component: () => import('./pages/ParkedList.vue') },
    { path: '/pictures', name: 'pictures', component: () => import('./pages/PicturesPage.vue') },
    { path: '/calendar', name: 'calendar', component: () => import('./pages/CalendarPage.vue') },
    { path: '/rules', name: 'rules', component: () => import('./pages/RulesPage.vue') },
    { path: '/registry', name: 'registry', component: () => import('./pages/RegistryPage.vue') },
    { path: '/accounts', name: 'accounts', component: () => import('./pages/AccountList.vue') },
    { path: '/journal', name: 'journal', component: () => import('./pages/JournalPage.vue') },
    { path: '/me', name: 'me', component: () => import('./pages/MyAccount.vue') },
    { path: '/:rest(.*)*', redirect: '/today' },
  ],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
});

router.beforeEach(async (to) => {
  if (to.name === 'sign-in') return true;
  await resume();
  if (!current.session || current.session.awaits_code) return { name: 'sign-in', query: { to: to.fullPath } };
  if (current.session.must_change_password && to.name !== 'password') return { name: 'password' };
  if (current.session.must_set_second_factor && !['password', 'me'].includes(String(to.name))) return { name: 'me' };
  return true;
});

/** Which key of the catalogue a page is called by. */
const titles: Record<string, string> = {
  'sign-in': 'sign_in.title', password: 'password.title', today: 'today.title', tickets: 'list.title', callbacks: 'callbacks.title', cases: 'cases.title',
  case: 'cases.title', ratings: 'ratings.title', ticket: 'list.title', papers: 'papers.title', paper: 'papers.title', calls: 'app.calls', cards: 'cards.title',
  board: 'board.title', notices: 'notices.title', samples: 'samples.title', issues: 'issues.title', points: 'points.title', kiosks: 'kiosks.title', parked: 'parked.title',
  pictures: 'pictures.title', calendar: 'base.calendar', rules: 'base.rules', registry: 'base.registry', accounts: 'accounts.title', journal: 'journal.title', me: 'me.title',
};
export const titleKeyOf = (name: unknown) => titles[String(name)];

const headingWithinMs = 5_000;
let waiting: MutationObserver | undefined;
/** A page that comes in place of another begins at its heading, for the keyboard and for a screen reader. */
function focusHeading(): void {
  waiting?.disconnect();
  const main = document.querySelector('main');
  const before = document.activeElement;
  /** @return whether nothing is left to wait for. */
  const found = () => {
    // Who has gone elsewhere meanwhile, or stands in a dialog, is left there.
    if (document.activeElement !== before && document.activeElement !== document.body) return true;
    if (document.querySelector('[aria-modal="true"]')) return true;
    const heading = main?.querySelector<HTMLElement>('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
    return Boolean(heading);
  };
  if (!main || found()) return;
  const observer = waiting = new MutationObserver(() => { if (found()) observer.disconnect(); });
  observer.observe(main, { childList: true, subtree: true });
  window.setTimeout(() => observer.disconnect(), headingWithinMs);
}
router.afterEach((to, from, failure) => {
  if (!failure && from !== START_LOCATION && to.path !== from.path) void nextTick(focusHeading);
});

/** The page of the address is fetched while the session is asked for. */
export function fetchFirstPage(): void {
  for (const { components } of router.resolve(window.location.pathname === '/' ? '/today' : window.location.pathname).matched) {
    const page = components?.default;
    if (typeof page === 'function' && !('setup' in page)) void (page as () => Promise<unknown>)().catch(() => {});
  }
}
