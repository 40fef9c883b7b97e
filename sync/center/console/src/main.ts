// SPDX-License-Identifier: Apache-2.0
import { createApp } from 'vue';
import App from './App.vue';
import { i18n } from './i18n';
import { fetchFirstPage, router } from './router';
import './theme';
import 'element-plus/theme-chalk/base.css';
import 'element-plus/theme-chalk/el-overlay.css';
import 'element-plus/theme-chalk/el-dialog.css';
import 'element-plus/theme-chalk/el-skeleton.css';
import 'element-plus/theme-chalk/el-skeleton-item.css';
import './style/tokens.css';
import './style/base.css';
import './style/shell.css';
import './style/parts.css';
import './style/board.css';
import './style/base-pages.css';
import './style/paper.css';
import './style/pictures.css';
import './style/narrow.css';
import './style/print.css';
import './style/badge.css';

fetchFirstPage();
createApp(App).use(i18n).use(router).mount('#app');
