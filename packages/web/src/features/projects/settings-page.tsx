import type { Project } from '@kith/protocol/projects.ts'
import type { CallInput } from '@kith/protocol/registry.ts'
import { useState } from 'react'
import { Progress } from '../../design/progress.tsx'
import { Switch } from '../../design/switch.tsx'
import { client } from '../../live/client.ts'
import { projects as keeping } from '../../live/projects.ts'
import { useReport } from '../../live/use-report.ts'
import { useMoreWords } from '../../words/more-words.ts'
import { sizeInWords } from '../../words/sizes.ts'
import { ProjectColorDots, RoleSelect, VisibilityCards } from './choices.tsx'
import { CoverPicker } from './cover-picker.tsx'
import { useOpenProject } from './open-project.ts'
import { PuttingAway } from './putting-away.tsx'
import { mayChange } from './rights.ts'
import { WordsForm } from './words-form.tsx'

type Change = Omit<CallInput<'PATCH /api/projects/:projectId'>, 'projectId'>

/** How the project is called, looks and works; for its owners. */
export function SettingsPage() {
  const project = useOpenProject()
  const { projects } = useMoreWords()
  const t = projects.settings
  const report = useReport()
  /** What was chosen and is not yet answered shows at once. */
  const [wished, setWished] = useState<Change>({})
  const shown: Project = { ...project, ...definedOf(wished) }

  async function change(input: Change): Promise<void> {
    setWished(input)
    try {
      const changed = await client.api.call('PATCH /api/projects/:projectId', { projectId: project.id, ...input })
      const keeper = await keeping()
      keeper.take(changed)
    } catch (error) {
      report(projects.page.notChanged, error)
    }
    setWished({})
  }

  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-8 px-4 py-5 md:px-8">
      {mayChange(project) ? (
        <>
          <WordsForm key={`${project.name} ${project.description}`} project={project} onSave={change} />
          <ProjectColorDots value={shown.color} onValueChange={(color) => void change({ color })} />
          <CoverPicker project={project} />
          <VisibilityCards value={shown.visibility} onValueChange={(visibility) => void change({ visibility })} />
          {shown.visibility === 'open' && (
            <RoleSelect
              label={projects.joinRole}
              value={shown.joinRole}
              onValueChange={(joinRole) => void change({ joinRole })}
            />
          )}
          <Switch
            label={t.announces}
            hint={t.announcesHint}
            isOn={shown.announcesFiles}
            onIsOnChange={(announcesFiles) => void change({ announcesFiles })}
          />
        </>
      ) : (
        <p className="text-muted">{project.role === 'owner' ? projects.page.readOnly : t.mayNot}</p>
      )}
      <section aria-label={t.space}>
        <h2 className="mb-2 text-sm font-semibold">{t.space}</h2>
        <Progress
          label={t.space}
          value={project.quotaBytes === 0 ? 0 : Math.min(1, project.usedBytes / project.quotaBytes)}
        />
        <p className="mt-2 text-sm text-muted">
          {t.used(sizeInWords(project.usedBytes), sizeInWords(project.quotaBytes))}
          <br />
          {t.spaceText}
        </p>
      </section>
      {project.role === 'owner' && <PuttingAway project={project} />}
    </div>
  )
}

function definedOf({ color, visibility, joinRole, announcesFiles }: Change): Partial<Project> {
  return {
    ...(color === undefined ? {} : { color }),
    ...(visibility === undefined ? {} : { visibility }),
    ...(joinRole === undefined ? {} : { joinRole }),
    ...(announcesFiles === undefined ? {} : { announcesFiles }),
  }
}
