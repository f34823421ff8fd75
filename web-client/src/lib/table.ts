/**
 * Text as a spreadsheet copies it, or as a CSV file has it, in rows and cells. What the cells mean is the caller's.
 */

/** The cells of pasted text: tabs as spreadsheets copy them, otherwise semicolons or commas; quotes as in CSV. */
export function table(text: string): string[][] {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const separator = separatorOf(plain);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = (): void => {
    row.push(cell.trim());
    cell = '';
  };
  const endRow = (): void => {
    endCell();
    if (row.some((one) => one !== '')) rows.push(row);
    row = [];
  };
  for (let at = 0; at < plain.length; at += 1) {
    const sign = plain.charAt(at);
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (plain.charAt(at + 1) === '"') cell += plain.charAt(++at);
      else quoted = false;
    } else if (sign === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (sign === separator) endCell();
    else if (sign === '\n') endRow();
    else cell += sign;
  }
  endRow();
  return rows;
}

function separatorOf(text: string): string {
  const outside = text.replace(/"[^"]*"/g, '');
  if (outside.includes('\t')) return '\t';
  const line = outside.split('\n').find((one) => one.trim() !== '') ?? '';
  return line.split(';').length >= line.split(',').length ? ';' : ',';
}
