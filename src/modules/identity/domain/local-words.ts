/** Words every e-town's name has; what is left of the name is the place. */
const COMMON = /乡村|e镇|E镇|示范|县|镇|乡|市|区|省|村/u

/**
 * 本地词 What somebody here would put into a password: the places, in characters and as the address has them, and the
 * person's own names.
 */
export const localWords = (
  etowns: readonly { readonly name: string; readonly slug: string }[],
  own: { readonly name: string; readonly signIn: string },
): readonly string[] => [
  ...new Set(
    [
      ...etowns.flatMap((town) => [...town.name.split(COMMON), ...town.slug.split('-')]),
      own.name,
      own.signIn,
      ...own.signIn.split(/[._-]/),
    ].filter((word) => Array.from(word).length >= 2 && !/^\d+$/.test(word)),
  ),
]
