/** At most this many bytes where a photo can be shrunk to it: some seconds on a slow network. */
const WANTED = 150_000
const SIDES = [1_280, 1_024, 800, 640] as const

/**
 * Draws a photo anew, smaller: position, camera and time of the file are gone, since only the picture is drawn.
 * Undefined: this is no picture the phone can read.
 */
export async function shrink(file: Blob): Promise<Blob | undefined> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined)
  if (picture === undefined) return undefined
  try {
    let smallest: Blob | undefined
    for (const side of SIDES) {
      smallest = await drawn(picture, side)
      if (smallest === undefined || smallest.size <= WANTED) return smallest
    }
    return smallest
  } finally {
    picture.close()
  }
}

function drawn(picture: ImageBitmap, side: number): Promise<Blob | undefined> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined), 'image/jpeg', 0.72))
}
