import { parse, Visitor, type Message, type VariableReference } from '@fluent/syntax';
import { describe, expect, it } from 'vitest';

import { UI_LANGUAGES, bundle, negotiate, sources, type UiLanguage } from './catalogues';

/** Key → names of its variables, sorted. */
function inventory(language: UiLanguage): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [file, text] of Object.entries(sources(language))) {
    for (const entry of parse(text, {}).body) {
      if (entry.type === 'Junk') throw new Error(`${language}/${file}: cannot be read: ${entry.content}`);
      if (entry.type !== 'Message') continue;
      if (found.has(entry.id.name)) throw new Error(`${language}/${file}: ${entry.id.name} is there twice`);
      found.set(entry.id.name, variables(entry));
    }
  }
  return found;
}

function variables(message: Message): string[] {
  const names = new Set<string>();
  class Collect extends Visitor {
    override visitVariableReference(node: VariableReference): void {
      names.add(node.id.name);
    }
  }
  new Collect().visit(message);
  return [...names].sort();
}

function keysFile(keys: Map<string, string[]>): string {
  const lines = [...keys]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, names]) => {
      const fields = names.map((name) => `${name}: string | number`).join('; ');
      return `  '${key}': ${names.length ? `{ ${fields} }` : 'undefined'};`;
    });
  return [
    '/** GENERATED from the catalogues by `npm run keys`: every key, and the variables it needs. */',
    'export interface Messages {',
    ...lines,
    '}',
    '',
  ].join('\n');
}

describe('catalogues', () => {
  it.each(UI_LANGUAGES)('%s has the same keys and variables as English', (language) => {
    expect(Object.fromEntries(inventory(language))).toEqual(Object.fromEntries(inventory('en')));
  });

  it.each(UI_LANGUAGES)('%s formats every message without an error', (language) => {
    const made = bundle(language);
    for (const [key, names] of inventory(language)) {
      const pattern = made.getMessage(key)?.value;
      const errors: Error[] = [];
      if (pattern) made.formatPattern(pattern, Object.fromEntries(names.map((name) => [name, 1])), errors);
      expect(errors, key).toEqual([]);
    }
  });

  it('types are those of the catalogues', async () => {
    await expect(keysFile(inventory('en'))).toMatchFileSnapshot('./keys.ts');
  });

  it('picks a language by primary subtag, and English where none fits', () => {
    expect(negotiate(['fr', 'zh-CN', 'de'])).toBe('zh-Hans');
    expect(negotiate(['de-AT'])).toBe('de');
    expect(negotiate(['fr'])).toBe('en');
    expect(negotiate([])).toBe('en');
  });
});
