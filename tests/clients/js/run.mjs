// Runs one case: run.mjs FILE CASE

const [file, name] = process.argv.slice(2)
const cases = await import(`./${file}`)
process.on('unhandledRejection', error => {
  console.error('unhandled rejection', error)
  process.exit(1)
})
try {
  await cases[name]()
} catch (error) {
  console.error(error)
  process.exit(1)
}
process.exit(0)
