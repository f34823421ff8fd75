/**
 * The door of the web client: puts App into the page. It decides nothing; which page is shown is App's choice.
 */
import { mount } from 'svelte';

import App from './App.svelte';
import { locale } from './i18n/locale.svelte';
import './styles/tokens.css';
import './styles/base.css';

locale.start();

const target = document.getElementById('app');
if (target) mount(App, { target });
