// SPDX-License-Identifier: Apache-2.0
import { createRouter, createWebHistory } from 'vue-router';
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

/** The page of the address is fetched while the session is asked for. */
export function fetchFirstPage(): void {
  for (const { components } of router.resolve(window.location.pathname === '/' ? '/today' : window.location.pathname).matched) {
    const page = components?.default;
    if (typeof page === 'function' && !('setup' in page)) void (page as () => Promise<unknown>)().catch(() => {});
  }
}
