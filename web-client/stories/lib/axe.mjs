// Looks at a page as a screen reader's user meets it: what axe finds serious or critical.
import axe from 'axe-core';

/** The serious findings, one line each; none is an empty list. Contrast of pictures and videos is not axe's to judge. */
export async function serious(page) {
  // By the debugger: the content security policy lets no foreign script in, and shall not for a test.
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, impact, help, nodes }) => ({
      id,
      impact,
      help,
      where: nodes.map(({ target }) => target.join(' ')),
    }));
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, help, where }) => `${impact} ${id}: ${help} (${where.slice(0, 4).join(' | ')})`);
}
