// Generated from src/protocol by `cargo types`. Do not edit.

export * from './messages';
export * from './codes';

/** The WebSocket sub-protocol of this version. */
export const SUB_PROTOCOL = 'roadshow.v1';

/** Makes the compiler prove that a switch over a union names every member. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}
