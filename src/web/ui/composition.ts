import type { KeyboardEvent } from 'react'

/**
 * Whether this key still belongs to an input method. Enter that only confirms pinyin must never submit: `isComposing`
 * says it in most browsers, Safari only by keyCode 229.
 */
export const isComposing = (event: KeyboardEvent): boolean =>
  event.nativeEvent.isComposing || event.keyCode === 229

/** An `onKeyDown` that runs on Enter, but not on the Enter of an input method. */
export const onEnter =
  <E extends Element>(act: (event: KeyboardEvent<E>) => void) =>
  (event: KeyboardEvent<E>): void => {
    if (event.key === 'Enter' && !isComposing(event)) act(event)
  }

/** For a form's `onKeyDown`: the browser's own submit on Enter does not see an input method's Enter. */
export const keepComposition = (event: KeyboardEvent): void => {
  if (event.key === 'Enter' && isComposing(event)) event.preventDefault()
}
