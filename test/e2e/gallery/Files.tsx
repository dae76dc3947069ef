import { useState } from 'react'
import { useAct } from '../../../src/web/act.ts'
import { askUpload } from '../../../src/web/ask.ts'
import { useTown } from '../../../src/web/desk/place.ts'
import { FileDrop } from '../../../src/web/ui/FileDrop.tsx'
import { PageHead } from '../../../src/web/ui/PageHead.tsx'
import { StateTag } from '../../../src/web/ui/StateTag.tsx'
import { SubmitButton } from '../../../src/web/ui/SubmitButton.tsx'
import { sendFile } from './contract.ts'

export function Page() {
  const { slug } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct((chosen: File, { key, onProgress }) =>
    askUpload(sendFile, chosen, { etown: slug, key, onProgress }),
  )
  return (
    <>
      <PageHead title="导入订单" lead="平台后台导出的文件原样上传，不要改动。" />
      <FileDrop
        label="订单文件"
        hint="支持 CSV 和 XLSX，最大 2 GB。"
        kinds={['.csv', '.xlsx']}
        limitBytes={2 * 1024 ** 3}
        file={file}
        onFile={setFile}
        share={act.step.at === 'running' ? (act.step.share ?? 0) : undefined}
      />
      <p>
        <SubmitButton act={act} disabled={file === undefined} onPress={() => file && act.run(file)}>
          上传并核对
        </SubmitButton>
      </p>
      {act.step.at === 'done' && <StateTag tone="good">已收到</StateTag>}
    </>
  )
}
