// SPDX-License-Identifier: MIT

import { hasOtherServer } from '../describe-auth.js';

if (!hasOtherServer) {
    it.skip('Supabase’s own Auth server passes the tests of Auth: SANYAM_TEST_AUTH_PROGRAM names none');
}
