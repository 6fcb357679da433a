/** Where a post is found, or something that was said about it. */
export function postAddress(postId: string, commentId: string | null = null): string {
  return commentId === null ? `/posts/${postId}` : `/posts/${postId}?comment=${commentId}`
}
