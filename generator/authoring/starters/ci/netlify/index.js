// Keeps the folder of pictures and pages that are made already from one build to the next.
const FOLDER = '.ambassador'

module.exports = {
  onPreBuild: ({ utils }) => utils.cache.restore(FOLDER),
  onPostBuild: ({ utils }) => utils.cache.save(FOLDER),
}
