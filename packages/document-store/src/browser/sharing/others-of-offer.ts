// SPDX-License-Identifier: MIT

import type { OwnershipOffer } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';

/** Returns a sentence about the others who have access to an offered document, and one about its administrators. */
export function othersOf({ share_count: shares = 0, admin_count: admins = 0 }: OwnershipOffer): string[] {
    if (shares === 0) {
        return [];
    }
    const access =
        shares === 1
            ? nls.localize(
                  'sanyam/offers/otherOne',
                  'One other person has access to it, too. You can change that in “Share…” when it is yours.'
              )
            : nls.localize(
                  'sanyam/offers/others',
                  '{0} other people have access to it, too. You can change that in “Share…” when it is yours.',
                  shares
              );
    return admins === 0
        ? [access]
        : [
              access,
              nls.localize(
                  'sanyam/offers/admins',
                  'Administrators among them: {0}. When you accept, they can edit it, but not delete it any more.',
                  admins
              )
          ];
}
