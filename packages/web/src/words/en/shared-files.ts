/** Project files in messages. */
export const sharedFiles = {
  loading: 'Loading the file',
  hidden: 'A file you cannot see',
  hiddenText: 'It is in a project of others',
  ask: 'Ask',
  asked: 'You asked to be let in',
  notAsked: 'Nobody was asked',
  gone: 'This file is not there any more',
}
