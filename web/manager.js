/* What holds the widgets of one demo. It finds their classes in our table and knows no kernel:
   a manager that has one (a worker in the page, say) extends this class and overrides
   `_create_comm`. Used by live.js. */

import { ManagerBase } from "@jupyter-widgets/base-manager/lib/manager-base.js";

import { widgetClasses } from "./widget_classes.js";

export class DemoManager extends ManagerBase {
  async set_state(state) {
    // The published manager puts an error in the place of a model it has no class for, and goes on.
    const models = Object.values(state.state);
    await Promise.all(models.map((each) => this.loadClass(each.model_name, each.model_module)));
    return super.set_state(state);
  }

  async loadClass(className, moduleName) {
    const found = widgetClasses[className];
    if (found === undefined) {
      throw new Error(`no widget ${className} of ${moduleName} here: see web/widget_classes.js`);
    }
    return found;
  }

  async _get_comm_info() {
    return {};
  }

  async _create_comm(targetName) {
    throw new Error(`this page has no kernel to open "${targetName}" on`);
  }
}
