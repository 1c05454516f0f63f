/* The published views, made whole: a slider and a list that say what they are and what they stand
   at, and a Stack that puts a new frame up only when its picture is there. Used by
   widget_classes.js. */

import * as selection from "@jupyter-widgets/controls/lib/widget_selection.js";
import * as containers from "@jupyter-widgets/controls/lib/widget_selectioncontainer.js";

import { fetchPicture, shownLeaf } from "./frames.js";

export class SelectionSliderView extends selection.SelectionSliderView {
  createSlider() {
    super.createSlider();
    const handle = this.$slider.querySelector(".noUi-handle");
    handle.setAttribute("aria-label", this.model.get("description"));
    this.$slider.noUiSlider.on("update", ([index]) => {
      handle.setAttribute("aria-valuetext", this.model.get("_options_labels")[index]);
    });
  }

  update(options) {
    super.update(options);
    // The published readout can be typed into, though nothing reads it. The handle tells the value.
    this.readout.contentEditable = "false";
    this.readout.setAttribute("aria-hidden", "true");
  }
}

export class DropdownView extends selection.DropdownView {
  render() {
    super.render();
    this.listbox.setAttribute("aria-label", this.model.get("description"));
  }
}

export class StackView extends containers.StackView {
  update_children() {
    const leaf = shownLeaf(this.model);
    const arriving = fetchPicture(leaf);
    if (!arriving) {
      super.update_children();
      return;
    }
    arriving.then(() => {
      if (leaf === shownLeaf(this.model)) super.update_children();
    });
  }
}
