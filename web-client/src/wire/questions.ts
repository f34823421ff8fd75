/** The queue as a file, over HTTP: made by the server for the staff, and saved by the browser. */

/** Which file of which questions. */
export interface FileWish {
  readonly kind: 'csv' | 'xlsx';
  /** Only what nobody has answered. */
  readonly unanswered: boolean;
  /** Only what concerns this item of the run sheet. */
  readonly pitch?: string;
}

/** Fetches the file; `own` is the ticket of the one who asks. */
export async function questionsFile(show: string, own: string, wish: FileWish): Promise<Blob> {
  const query = new URLSearchParams({ unanswered: String(wish.unanswered) });
  if (wish.pitch !== undefined) query.set('pitch', wish.pitch);
  const path = `/api/v1/shows/${encodeURIComponent(show)}/questions.${wish.kind}?${query.toString()}`;
  const response = await fetch(path, { headers: { authorization: `Bearer ${own}` } });
  if (!response.ok) throw new Error(`the wish for questions answers ${String(response.status)}`);
  return response.blob();
}

/** Lets the browser save a file. */
export function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
