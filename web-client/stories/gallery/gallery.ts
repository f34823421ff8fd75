/**
 * Shows one page in one state with made-up views, named in the address: `?picture=attend-live&language=de`. For pictures
 * and for looking; it is no part of the product's build and talks to no server.
 */
import { mount } from 'svelte';

import { UI_LANGUAGES } from '../../src/i18n/catalogues';
import { locale } from '../../src/i18n/locale.svelte';
import '../../src/styles/tokens.css';
import '../../src/styles/base.css';
import { PICTURES } from './pictures';

const wish = new URLSearchParams(location.search);
const language = UI_LANGUAGES.find((candidate) => candidate === wish.get('language'));
if (language) locale.choose(language);

const target = document.getElementById('app');
const show = PICTURES[wish.get('picture') ?? ''];
if (target && show) show(target, mount);
else if (target) target.textContent = Object.keys(PICTURES).join('\n');
