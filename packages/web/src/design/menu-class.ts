export const menuClass =
  'motion-pop z-50 max-h-(--radix-popper-available-height) min-w-48 max-w-80 overflow-y-auto overscroll-contain ' +
  'rounded-md bg-raised p-1.5 shadow-float outline-none'
