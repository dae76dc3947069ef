/** 一条消息 What came as one server-sent event. */
export type StreamEvent = { readonly event: string; readonly data: string }

/**
 * Cuts a stream of text into its events; what is left is the beginning of the next. Only what our own server sends: one
 * `event` and one `data` line each.
 */
export function cutEvents(text: string): { readonly events: readonly StreamEvent[]; readonly rest: string } {
  const blocks = text.split('\n\n')
  const rest = blocks.pop() ?? ''
  return {
    rest,
    events: blocks.map((block) => {
      const field = (name: string): string =>
        block
          .split('\n')
          .find((line) => line.startsWith(`${name}: `))
          ?.slice(name.length + 2) ?? ''
      return { event: field('event'), data: field('data') }
    }),
  }
}

/** `#key=ezk_…`: what stands behind the # never leaves the browser, not even to our own server's log. */
export const keyIn = (hash: string): string | undefined => /^#key=(ezk_[\w-]{10,80})$/.exec(hash)?.[1]

/** How long to wait before asking again, after so many failures: soon, then calmly, and not all screens at once. */
export const pauseAfter = (failures: number, dice: number): number =>
  Math.min(1_000 * 2 ** failures, 15_000) * (0.5 + dice / 2)
