import { describe, expect, it } from 'vitest';

import { pastedPeople } from './people';

const ground = { languages: ['de', 'zh'], booths: ['de-zh'], mails: ['there@example.org'] };

describe('pasted people', () => {
  it('stand in the plain order without a head, and a booth follows where there is one', () => {
    const rows = pastedPeople(
      'Eva Brandt;speaker;de;eva@example.org;volabo\nIna;Dolmetscherin;Chinesisch',
      ground,
    );
    expect(rows.people).toEqual([
      {
        name: 'Eva Brandt',
        role: 'speaker',
        language: 'de',
        mail: 'eva@example.org',
        organisation: 'volabo',
      },
      { name: 'Ina', role: 'interpreter', language: 'zh', booth: 'de-zh', mail: '', organisation: '' },
    ]);
  });

  it('follow a head in any of the three languages', () => {
    for (const head of ['Company,E-Mail,Name,Role', 'Firma,E-Mail,Name,Rolle', '公司,邮箱,姓名,角色'])
      expect(pastedPeople(`${head}\nvolabo,eva@example.org,Eva,speaker`, ground).people).toEqual([
        { name: 'Eva', role: 'speaker', mail: 'eva@example.org', organisation: 'volabo' },
      ]);
  });

  it('are named by their row when they do not fit', () => {
    const text = [
      'Name,Role,Language,Mail,Booth',
      ',speaker,de,,',
      'A,boss,de,,',
      'B,speaker,fr,,',
      'C,speaker,de,c,',
      'D,speaker,de,there@example.org,',
      'E,speaker,de,,de-zh',
      'F,speaker,de,f@example.org,',
      'G,speaker,de,F@example.org,',
    ].join('\n');
    const { people, flawed } = pastedPeople(text, ground);
    expect(people.map(({ name }) => name)).toEqual(['F']);
    expect(flawed).toEqual([
      { row: 2, flaw: 'name' },
      { row: 3, flaw: 'role' },
      { row: 4, flaw: 'language' },
      { row: 5, flaw: 'mail' },
      { row: 6, flaw: 'twice' },
      { row: 7, flaw: 'booth' },
      { row: 9, flaw: 'twice' },
    ]);
  });
});
