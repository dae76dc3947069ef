export const afterOf = ({ after }: { readonly after?: string | undefined }): bigint | undefined =>
  after !== undefined && /^[1-9]\d{0,17}$/.test(after) ? BigInt(after) : undefined
