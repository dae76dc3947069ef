import { Form, Input } from 'antd'
import { enterFigure } from '#contract/statistics'
import { PaperField } from '#web/ui/PaperField.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { statisticsWords } from './statistics-words.ts'

type TextProps = {
  readonly name: string
  readonly label: string
  readonly missing: string
  readonly hint?: string
}

/** A field of the request's query that must be filled. */
export function TextItem({ name, label, missing, hint }: TextProps) {
  return (
    <Form.Item
      name={['query', name]}
      label={label}
      rules={[{ required: true, message: missing }]}
      {...(hint === undefined ? {} : { extra: hint })}
    >
      <Input />
    </Form.Item>
  )
}

type Act = Parameters<typeof SubmitButton>[0]['act']

type EndProps = {
  readonly act: Act
  readonly file: File | undefined
  readonly onFile: (file: File | undefined) => void
  readonly submit: string
}

/** 来源 Where the figure is from: in words, and the file itself; then the button, which waits for the file. */
export function SourceAndSubmit({ act, file, onFile, submit }: EndProps) {
  const w = useWords(statisticsWords)
  const share = act.step.at === 'running' ? act.step.share : undefined
  return (
    <>
      <TextItem name="source" label={w.sourceText} missing={w.sourceMissing} hint={w.sourceHint} />
      <PaperField
        label={w.file}
        to={enterFigure}
        hint={w.fileHint}
        file={file}
        onFile={onFile}
        share={share}
      />
      {file === undefined && <p className="hint">{w.fileFirst}</p>}
      <SubmitButton act={act} disabled={file === undefined}>
        {submit}
      </SubmitButton>
    </>
  )
}
