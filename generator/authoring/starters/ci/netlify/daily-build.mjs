// Asks for a build every day, for people start and offers end without a push. Once, at Netlify: make a build hook
// (Project configuration > Build & deploy > Build hooks), and put its address into the environment variable BUILD_HOOK, with the
// scope "Functions" alone: builds have no need of it.
export default async () => {
  const hook = process.env.BUILD_HOOK
  if (!hook) throw new Error('BUILD_HOOK is not set: make a build hook, and name it in the environment')
  const answer = await fetch(hook, { method: 'POST' })
  if (!answer.ok) throw new Error(`the build hook answered $${answer.status}`)
}

// In UTC: soon after midnight in $timezone, all year round.
export const config = { schedule: '$cron' }
