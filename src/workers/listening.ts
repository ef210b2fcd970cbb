/** What Node's threads and those of pages say, heard alike. */

/** Node's have `on`, those of a page `addEventListener`. */
export interface Listening {
  on?(event: string, listener: (what: never) => void): unknown;
  addEventListener?(event: string, listener: (what: never) => void): void;
}

/** Calls with a message itself, and with anything else as it comes. */
export function listenTo<What>(
  from: Listening,
  event: "message" | "error" | "messageerror" | "exit",
  listener: (what: What) => void,
): void {
  if (from.on !== undefined) from.on(event, listener);
  else {
    const isMessage = event === "message";
    from.addEventListener!(event, (what: What) =>
      listener(isMessage ? (what as { readonly data: What }).data : what),
    );
  }
}
