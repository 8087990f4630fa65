// SPDX-License-Identifier: MIT

import { Command } from '@theia/core/lib/common/command';

const category = 'Sanyam';

/** The command of the page about the plan. */
export const SHOW_PLAN = Command.toLocalizedCommand(
    { id: 'sanyam.showPlan', category, label: 'Plan and Usage' },
    'sanyam/plan/command'
);
