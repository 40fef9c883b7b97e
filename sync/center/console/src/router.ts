// SPDX-License-Identifier: Apache-2.0
import { createRouter, createWebHistory } from 'vue-router';
import KioskList from './pages/KioskList.vue';
import SetPassword from './pages/SetPassword.vue';
import SignIn from './pages/SignIn.vue';
import TicketList from './pages/TicketList.vue';
import TicketPage from './pages/TicketPage.vue';
import { current, resume } from './session';

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: '/tickets' },
    { path: '/sign-in', name: 'sign-in', component: SignIn },
    { path: '/password', name: 'password', component: SetPassword },
    { path: '/tickets', name: 'tickets', component: TicketList },
    { path: '/tickets/:id', name: 'ticket', component: TicketPage, props: true },
    { path: '/kiosks', name: 'kiosks', component: KioskList },
    { path: '/:rest(.*)*', redirect: '/tickets' },
  ],
});

router.beforeEach(async (to) => {
  if (to.name === 'sign-in') return true;
  await resume();
  if (!current.session) return { name: 'sign-in', query: { to: to.fullPath } };
  if (current.session.must_change_password && to.name !== 'password') return { name: 'password' };
  return true;
});
