import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

import svelteConfig from './svelte.config.js';

/**
 * Who may import whom: a folder may import itself, and of ours only what stands here. What is missing is an error.
 *
 *   protocol, lib, i18n  <-  ui, model  <-  wire, media  <-  pages  <-  main
 */
const MAY_IMPORT = {
  protocol: [],
  lib: [],
  i18n: [],
  ui: ['lib'],
  model: ['protocol'],
  wire: ['protocol', 'lib', 'model'],
  media: ['protocol', 'lib', 'model'],
  pages: ['protocol', 'lib', 'i18n', 'ui', 'model', 'wire', 'media'],
};

const folders = Object.keys(MAY_IMPORT);
const zones = folders.map((folder) => ({
  target: `./src/${folder}`,
  from: './src',
  except: [folder, ...MAY_IMPORT[folder]].map((allowed) => `./${allowed}`),
  message: `${folder} may import only: ${[folder, ...MAY_IMPORT[folder]].join(', ')}`,
}));

export default ts.config(
  { ignores: ['dist', 'src/protocol'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...ts.configs.stylistic,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver()],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'no-console': 'error',
      'no-undef': 'off',
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      'max-lines': ['error', { max: 300, skipComments: false, skipBlankLines: false }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[property.name="innerHTML"]',
          message: 'text from people is never markup',
        },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
    rules: {
      // A prop with $bindable() or $props() cannot be const.
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { excludedRunes: ['$props', '$bindable'] }],
      // The content security policy has no 'unsafe-inline'; style: directives go through the CSSOM and are fine.
      'no-restricted-syntax': [
        'error',
        {
          selector: 'SvelteAttribute[key.name="style"]',
          message: 'the content security policy refuses style attributes; use a style: directive or a class',
        },
      ],
      'svelte/no-at-html-tags': 'error',
      // Reactive state is replaced, never changed in place, so plain maps and sets serve.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    files: ['**/*.test.ts', 'stories/**', 'src/i18n/keys.ts'],
    languageOptions: { globals: { ...globals.node } },
    rules: { 'max-lines': 'off', 'no-console': 'off' },
  },
);
