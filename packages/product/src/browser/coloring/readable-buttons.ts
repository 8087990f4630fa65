// SPDX-License-Identifier: MIT

import type { ColorContribution } from '@theia/core/lib/browser/color-application-contribution';
import type { ColorRegistry } from '@theia/core/lib/browser/color-registry';
import { Color } from '@theia/core/lib/common/color';
import { injectable } from '@theia/core/shared/inversify';

/**
 * Keeps the text of a secondary button readable under the pointer, in light themes that do not color it themselves.
 * Theia lightens the button there, which leaves its white text a contrast of 4.05 to 1. WCAG 2.2 (1.4.3) asks for 4.5.
 */
@injectable()
export class ReadableButtons implements ColorContribution {
    registerColors(colors: ColorRegistry): void {
        colors.register({
            id: 'secondaryButton.hoverBackground',
            defaults: {
                dark: Color.lighten('secondaryButton.background', 0.2),
                light: Color.darken('secondaryButton.background', 0.2)
            },
            description: 'Background color when hovering secondary buttons.'
        });
    }
}
