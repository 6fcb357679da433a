import { Button } from '../../design/button.tsx'
import { useMoreWords } from '../../words/more-words.ts'

export function FormButtons({ isCreating, onClose }: { isCreating: boolean; onClose: () => void }) {
  const { newConversation: t } = useMoreWords()
  return (
    <div className="sticky -bottom-5 -mx-5 -mb-5 flex justify-end gap-2 border-t border-line bg-raised px-5 py-4">
      <Button onClick={onClose}>{t.cancel}</Button>
      <Button type="submit" variant="primary" isLoading={isCreating}>
        {t.create}
      </Button>
    </div>
  )
}
