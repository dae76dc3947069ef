import { sm2 } from 'sm-crypto-v2'

/**
 * SM2 signatures with SM3 as GM/T 0003.2 and GM/T 0009 say: with the distinguishing id, DER. Never Node's own signing on
 * the SM2 curve, which is plain ECDSA and which nobody who knows SM2 accepts.
 */
const DISTINGUISHING_ID = '1234567812345678'
const AS_STANDARD = { hash: true, der: true, userId: DISTINGUISHING_ID }

/** 32 bytes. */
export const newSm2Key = (): Buffer =>
  Buffer.from(sm2.generateKeyPairHex().privateKey.padStart(64, '0'), 'hex')

/** Uncompressed, 65 bytes. */
export const sm2PublicKey = (privateKey: Uint8Array): Buffer =>
  Buffer.from(sm2.getPublicKeyFromPrivateKey(Buffer.from(privateKey).toString('hex')), 'hex')

export function signSm2(message: Uint8Array, privateKey: Uint8Array, publicKey: Uint8Array): Buffer {
  const options = { ...AS_STANDARD, publicKey: Buffer.from(publicKey).toString('hex') }
  return Buffer.from(sm2.doSignature(message, Buffer.from(privateKey).toString('hex'), options), 'hex')
}

export function verifySm2(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    const [made, key] = [signature, publicKey].map((bytes) => Buffer.from(bytes).toString('hex'))
    return sm2.doVerifySignature(message, made ?? '', key ?? '', AS_STANDARD)
  } catch {
    // The library throws at bytes that are no DER or no point of the curve.
    return false
  }
}

/** An SM2 public key (uncompressed point) as SubjectPublicKeyInfo, for `openssl` and whoever else reads PEM. */
export function sm2Pem(publicKey: Uint8Array): string {
  const head = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d034200', 'hex')
  const body = Buffer.concat([head, publicKey]).toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd()
  return `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----\n`
}
